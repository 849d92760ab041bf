"""Executes every function of code_tasks.py in Python and in Node: `python -m corpus.check_code`."""

import json
import re
import subprocess

from corpus.code_tasks import TASKS


def camel(name):
    return re.sub(r"_(.)", lambda match: match.group(1).upper(), name)


def main():
    script = ["const same = (a, b) => JSON.stringify(a) === JSON.stringify(b); let bad = 0;"]
    count = 0
    for task in TASKS:
        scope = {}
        exec(task["python"], scope)
        for arguments, expected in task["calls"]:
            got = json.loads(json.dumps(scope[task["id"]](*arguments)))
            assert got == expected, (task["id"], arguments, got, expected)
            count += 1
            call = f"{camel(task['id'])}(...{json.dumps(arguments)})"
            script.append(
                f"{{ {task['javascript']}\nconst got = {call}; if (!same(got, {json.dumps(expected)})) "
                f"{{ bad++; console.error({json.dumps(task['id'])}, got); }} }}"
            )
    script.append("process.exit(bad ? 1 : 0);")
    subprocess.run(["node", "-e", "\n".join(script)], check=True)
    print(f"{len(TASKS)} tasks, {count} calls, right in Python and JavaScript")


if __name__ == "__main__":
    main()
