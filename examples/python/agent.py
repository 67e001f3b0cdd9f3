"""An agent that asks Afterwise before it works, and tells it how it went. Python's standard library only."""
import json, os, random, time, urllib.request

SERVER = os.environ.get("AFTERWISE_URL", "http://127.0.0.1:8787") + "/api/v1/"
HEADERS = {"Content-Type": "application/json", "Authorization": "Bearer " + os.environ.get("AFTERWISE_TOKEN", "")}


def afterwise(path, body):
    request = urllib.request.Request(SERVER + path, json.dumps(body).encode(), HEADERS)
    return json.load(urllib.request.urlopen(request, timeout=10))


def work(model, language):  # stands for a call of a model: each is good at one language
    if random.random() > (0.9 if (model == "small") == (language == "python") else 0.3):
        raise ValueError("The tests must pass, but 3 fail.")


def run_once(language):
    advice = afterwise("advice", {"task": "fix", "attributes": {"language": language}, "choose": {"model": ["large", "small"]}})
    report, began = advice["report"], time.monotonic()
    try:
        work(report["model"], language)
        report["outcome"] = "succeeded"
    except Exception as failure:
        report |= {"outcome": "failed", "error": {"type": type(failure).__name__, "message": str(failure)}}
    report["duration_ms"] = (time.monotonic() - began) * 1000
    afterwise("outcomes", report)
    return report["outcome"] == "succeeded"


if __name__ == "__main__":
    for batch in range(4):
        worked = sum(run_once(random.choice(["python", "rust"])) for _ in range(100))
        print(f"runs {batch * 100 + 1} to {batch * 100 + 100}: {worked} worked", flush=True)
