/** The afterwise command. */
module dev.afterwise.cli {
    requires dev.afterwise;
    requires dev.afterwise.json;
    requires dev.afterwise.otel;
    requires dev.afterwise.server;
    requires info.picocli;
    requires java.logging;
    requires java.net.http;
    requires jdk.httpserver;
    requires tools.jackson.core;

    opens dev.afterwise.cli to
            info.picocli;
    opens dev.afterwise.cli.access to
            info.picocli;
    opens dev.afterwise.cli.advice to
            info.picocli;
    opens dev.afterwise.cli.change to
            info.picocli;
    opens dev.afterwise.cli.demo to
            info.picocli;
    opens dev.afterwise.cli.errors to
            info.picocli;
    opens dev.afterwise.cli.eval to
            info.picocli;
    opens dev.afterwise.cli.heal to
            info.picocli;
    opens dev.afterwise.cli.history to
            info.picocli;
    opens dev.afterwise.cli.insight to
            info.picocli;
    opens dev.afterwise.cli.knowledge to
            info.picocli;
    opens dev.afterwise.cli.loop to
            info.picocli;
    opens dev.afterwise.cli.plan to
            info.picocli;
    opens dev.afterwise.cli.report to
            info.picocli;
    opens dev.afterwise.cli.shell to
            info.picocli;
    opens dev.afterwise.cli.store to
            info.picocli;
    opens dev.afterwise.cli.threshold to
            info.picocli;
    opens dev.afterwise.cli.trial to
            info.picocli;
}
