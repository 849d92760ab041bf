#!/bin/sh
# One demo model from its texts to its file: corpus checks, tokenizer, training, export, verification.
# PYTHON names the interpreter, THREADS how many cores to use.
set -eu
name=${1:-}
case $name in
  spark | spark-code) ;;
  *) echo "usage: models/train/run.sh spark|spark-code [options of train.py]" >&2; exit 64 ;;
esac
shift
python=${PYTHON:-python3}
threads=${THREADS:-$(nproc)}
cd "$(dirname "$0")"
"$python" -m corpus.check_spark
"$python" -m corpus.check_code
OMP_NUM_THREADS=$threads "$python" train.py "$name" --threads "$threads" "$@"
"$python" export.py "$name"
"$python" checks.py "$name"
"$python" answers.py
node verify.mjs "$name"
mkdir -p ../demo
cp "build/$name/$name.q8_0.gguf" "../demo/$name.gguf"
ls -l "../demo/$name.gguf"
