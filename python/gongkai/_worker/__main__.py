"""A worker process: reads documents for another process, as told on standard input.

Called as a folder with the path of the extension module, so that it needs neither the package nor anything else that is installed.
"""

import importlib.machinery
import importlib.util
import sys


def main() -> None:
    """Loads the module at the path that is given, and serves."""
    path = sys.argv[1]
    loader = importlib.machinery.ExtensionFileLoader("_gongkai", path)
    spec = importlib.util.spec_from_file_location("_gongkai", path, loader=loader)
    if spec is None:
        raise ImportError(path)
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    told = dict(zip(sys.argv[3::2], sys.argv[4::2], strict=True))
    memory = int(told["--memory"])
    if sys.argv[2] == "drawer":
        module.drawer(memory)
    elif "--archive" in told:
        module.list_archive(told["--archive"], memory)
    else:
        module.worker(float(told["--soft-timeout"]), memory)


if __name__ == "__main__":
    main()
