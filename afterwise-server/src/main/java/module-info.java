/** One port for everything: OpenTelemetry in, the HTTP API. */
module dev.afterwise.server {
    requires com.linecorp.armeria;
    requires dev.afterwise;
    requires dev.afterwise.otel;
    requires io.netty.common;

    exports dev.afterwise.server;

    provides com.linecorp.armeria.common.FlagsProvider with
            dev.afterwise.server.JdkFlags;
}
