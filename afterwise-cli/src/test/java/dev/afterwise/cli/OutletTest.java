package dev.afterwise.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import org.junit.jupiter.api.Test;

class OutletTest {
    @Test
    void passesOnWhatIsWritten() {
        var end = new ByteArrayOutputStream();
        var outlet = new Outlet(end);
        outlet.write(new byte[] {'x', 'y', 'z'}, 1, 2);
        outlet.write('!');
        assertThat(end).hasToString("yz!");
        assertThat(outlet.hasFailed()).isFalse();
    }

    @Test
    void aReaderWhoHasReadEnoughIsNoFailure() {
        var outlet = new Outlet(failing("Broken pipe"));
        outlet.write('x');
        outlet.write('y');
        assertThat(outlet.hasFailed()).isFalse();
    }

    @Test
    void keepsWhyItCouldNotWrite() {
        var outlet = new Outlet(failing("No space left on device"));
        outlet.write('x');
        assertThat(outlet.hasFailed()).isTrue();
        assertThat(outlet.failure()).hasMessage("No space left on device");
    }

    /** Fails the first time only, for nobody may try again. */
    private static OutputStream failing(String message) {
        return new OutputStream() {
            private boolean hasFailed;

            @Override
            public void write(int b) throws IOException {
                assertThat(hasFailed).isFalse();
                hasFailed = true;
                throw new IOException(message);
            }
        };
    }
}
