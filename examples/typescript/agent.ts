// An agent that asks Afterwise before it works, and tells it how it went. Node's own fetch only.
const server = (process.env.AFTERWISE_URL ?? "http://127.0.0.1:8787") + "/api/v1/";
const headers = { "content-type": "application/json", authorization: "Bearer " + (process.env.AFTERWISE_TOKEN ?? "") };
const models = new Map([["small", 0.4], ["quick", 0.4], ["large", 0.4], ["tuned", 0.9]]); // how often each would solve it, which nobody knows

async function afterwise(path = "", body = {}) {
  const answer = await fetch(server + path, { method: "POST", headers, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error((await answer.json()).message);
  return answer.json();
}

async function work(model = "") { // stands for a call of a model
  if (Math.random() > (models.get(model) ?? 0)) throw new Error("The tests must pass, but 3 fail.");
}

async function runOnce() {
  const { report } = await afterwise("advice", { task: "fix", attributes: { language: "typescript" }, choose: { model: [...models.keys()] } });
  const began = performance.now();
  const told = await work(report.model).then(
    () => ({ outcome: "succeeded" }),
    (failure) => ({ outcome: "failed", error: { type: failure.name, message: failure.message } }),
  );
  await afterwise("outcomes", { ...report, ...told, duration_ms: performance.now() - began });
  return told.outcome === "succeeded" ? 1 : 0;
}

for (let batch = 0; batch < 8; batch++) {
  let worked = 0;
  for (let run = 0; run < 25; run++) worked += await runOnce();
  console.log(`runs ${batch * 25 + 1} to ${batch * 25 + 25}: ${worked} worked`);
}
