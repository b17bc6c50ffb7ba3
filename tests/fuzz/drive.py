"""One target under a coverage-guided fuzzer: python drive.py TARGET SECONDS FOLDER."""

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["monitor_desktop"]):
    import targets


def main() -> None:
    """Run until the time is over or something gets out that is no refusal."""
    name, seconds, folder = sys.argv[1:]
    target, seeds = targets.TARGETS[name]
    corpus = Path(folder)
    for number, seed in enumerate(seeds()):
        (corpus / f"seed{number}").write_bytes(seed)
    limits = [f"-max_total_time={seconds}", "-max_len=65536", "-timeout=20"]
    quiet = ["-verbosity=0", f"-artifact_prefix={folder}/found-"]
    arguments = [sys.argv[0], *limits, *quiet, folder]
    atheris.Setup(arguments, lambda data: targets.refused_or_read(target, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
