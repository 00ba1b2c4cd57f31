pytest_plugins = ["pytester", "tests.budgets", "tests.parts", "tests.template_database"]
