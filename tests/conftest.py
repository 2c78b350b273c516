"""What every test may rely on."""


def pytest_addoption(parser):
    parser.addoption("--long", action="store_true", help="also run what takes longer than a few seconds")
