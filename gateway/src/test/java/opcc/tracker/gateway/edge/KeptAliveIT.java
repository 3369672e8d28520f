package opcc.tracker.gateway.edge;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Locale;
import opcc.tracker.gateway.stage.GatewayUnderTest;
import opcc.tracker.gateway.stage.KeyServerDouble;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A connection that is kept alive")
class KeptAliveIT {

    private static final int REQUESTS = 5_000;
    private static final int PATIENCE_MILLIS = 5_000;

    @Test
    void answers_every_request_that_comes_as_soon_as_the_last_was_answered() throws IOException {
        try (KeyServerDouble keys = new KeyServerDouble();
                GatewayUnderTest gateway = GatewayUnderTest.start(keys.uri());
                Socket connection = new Socket(InetAddress.getLoopbackAddress(), gateway.port())) {
            connection.setSoTimeout(PATIENCE_MILLIS);
            connection.setTcpNoDelay(true);
            OutputStream out = connection.getOutputStream();
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), US_ASCII));
            for (int i = 0; i < REQUESTS; i++) {
                out.write("GET /actuator/health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
                assertThat(status(in)).as("request %d", i).isEqualTo("HTTP/1.1 200 OK");
            }
        }
    }

    /** Reads an answer to its end and gives its status line. */
    private static String status(BufferedReader in) throws IOException {
        String status = String.valueOf(in.readLine());
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(line.indexOf(':') + 1).strip());
            }
        }
        for (int left = length; left > 0; left--) {
            in.read();
        }
        return status;
    }
}
