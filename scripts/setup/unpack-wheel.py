"""Unpacks parts of a wheel: unpack-wheel.py WHEEL FOLDER LIBRARIES HEADERS, the last two as JSON lists.

Libraries are put into FOLDER/lib without their path, headers into FOLDER/include with it.
"""

import json
import os
import shutil
import sys
import zipfile

wheel, folder = sys.argv[1:3]
libraries, headers = (json.loads(argument) for argument in sys.argv[3:])
include = "tensorflow/include/"


def place(name):
    if name in libraries:
        return os.path.join(folder, "lib", os.path.basename(name))
    if name.startswith(tuple(headers)) and not name.endswith("/"):
        return os.path.join(folder, "include", name[len(include) :])
    return None


with zipfile.ZipFile(wheel) as archive:
    missing = set(libraries) - set(archive.namelist())
    if missing:
        sys.exit("the wheel lacks " + ", ".join(sorted(missing)))
    for name in archive.namelist():
        target = place(name)
        if target is None:
            continue
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with archive.open(name) as source, open(target, "wb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)
