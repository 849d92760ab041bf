"""Writes eval/answers.json: what each model may say, by intent, and what its starters ask for. For tests and the evaluation."""

import json
from pathlib import Path

from corpus import code, spark

OUT = Path(__file__).parent / "eval" / "answers.json"


def main():
    models = {
        name: {"intents": module.answers(), "starters": dict(module.STARTERS)} for name, module in (("spark", spark), ("spark-code", code))
    }
    OUT.write_text(json.dumps(models, indent=1, ensure_ascii=False) + "\n")
    print(f"{OUT.name}: " + ", ".join(f"{name} {len(model['intents'])} intents" for name, model in models.items()))


if __name__ == "__main__":
    main()
