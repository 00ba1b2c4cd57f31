pytest_plugins = ["pytester", "tests.parts", "tests.standing"]
