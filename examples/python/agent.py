"""An agent that asks Afterwise before it works, and tells it how it went. Python's standard library only."""
import json, os, random, time, urllib.request

SERVER = os.environ.get("AFTERWISE_URL", "http://127.0.0.1:8787") + "/api/v1/"
HEADERS = {"Content-Type": "application/json", "Authorization": "Bearer " + os.environ.get("AFTERWISE_TOKEN", "")}
MODELS = {"small": 0.4, "quick": 0.4, "large": 0.4, "tuned": 0.9}  # how often each would solve it, which nobody knows


def afterwise(path, body):
    request = urllib.request.Request(SERVER + path, json.dumps(body).encode(), HEADERS)
    return json.load(urllib.request.urlopen(request, timeout=30))


def work(model):  # stands for a call of a model
    if random.random() > MODELS[model]:
        raise ValueError("The tests must pass, but 3 fail.")


def run_once():
    advice = afterwise("advice", {"task": "fix", "attributes": {"language": "python"}, "choose": {"model": list(MODELS)}})
    report, began = advice["report"], time.monotonic()
    try:
        work(report["model"])
        report["outcome"] = "succeeded"
    except Exception as failure:
        report |= {"outcome": "failed", "error": {"type": type(failure).__name__, "message": str(failure)}}
    report["duration_ms"] = (time.monotonic() - began) * 1000
    afterwise("outcomes", report)
    return report["outcome"] == "succeeded"


for batch in range(8):
    worked = sum(run_once() for _ in range(25))
    print(f"runs {batch * 25 + 1} to {batch * 25 + 25}: {worked} worked", flush=True)
