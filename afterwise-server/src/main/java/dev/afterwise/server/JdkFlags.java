package dev.afterwise.server;

import com.linecorp.armeria.common.FlagsProvider;
import com.linecorp.armeria.common.util.TransportType;

/** Has Armeria do with what the JDK has, for its native parts are not there. Found as a service. */
@SuppressWarnings("exports") // it is Armeria that calls it
public final class JdkFlags implements FlagsProvider {
    /** As {@link java.util.ServiceLoader} needs it. */
    public JdkFlags() {}

    @Override
    public int priority() {
        return 100;
    }

    @Override
    public TransportType transportType() {
        return TransportType.NIO;
    }

    @Override
    @SuppressWarnings("deprecation") // where it is not answered, Armeria looks for the native library first
    public Boolean useOpenSsl() {
        return false;
    }
}
