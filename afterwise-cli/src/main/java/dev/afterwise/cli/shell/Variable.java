package dev.afterwise.cli.shell;

/** The environment variables that afterwise reads. One that is empty counts as not set. */
public enum Variable {
    AFTERWISE_STORE("where history is kept, unless --store says it"),
    AFTERWISE_WORKSPACE("the workspace, unless --workspace says it"),
    AFTERWISE_CONFIG("the configuration, instead of afterwise.yaml in their folder or here"),
    AFTERWISE_RETENTION("for how long history is kept, such as {executions: 180d, details: 14d, prune: asked}"),
    AFTERWISE_RECORDING("off records nothing, outline leaves out what tools are given and return; full by default"),
    AFTERWISE_TRACES("a folder in which each execution gets a file of its facts while it runs"),
    AFTERWISE_MAX_PLAN_STEPS("the most steps of a plan, 1 to 10,000; 20 by default"),
    AFTERWISE_MAX_CONCURRENCY("the most steps at once, 1 to 64; 5 by default"),
    TRACEPARENT("on whose behalf a plan is run, as W3C Trace Context writes it; steps get their own"),
    AFTERWISE_DEBUG("1 prints the stack trace of an internal error"),
    NO_COLOR("anything: no colours, unless --color says otherwise"),
    CLICOLOR_FORCE("anything but 0: colours also where there is no terminal"),
    COLUMNS("how wide the terminal is");

    private final String meaning;

    Variable(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }
}
