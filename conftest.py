pytest_plugins = ["pytester", "tests.budgets", "tests.parts", "tests.standing"]
