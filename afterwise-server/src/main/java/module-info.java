/** One port for everything: OpenTelemetry in, the HTTP API. */
@SuppressWarnings("requires-automatic") // Armeria and Netty have no other form
module dev.afterwise.server {
    requires com.linecorp.armeria;
    requires transitive dev.afterwise;
    requires transitive dev.afterwise.otel;
    requires io.netty.common;
    requires org.reactivestreams;
    requires tools.jackson.core;

    exports dev.afterwise.server;

    provides com.linecorp.armeria.common.FlagsProvider with
            dev.afterwise.server.JdkFlags;
}
