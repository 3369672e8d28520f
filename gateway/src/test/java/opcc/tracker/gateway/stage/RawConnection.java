package opcc.tracker.gateway.stage;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A connection on which a test says itself what is sent and read, and when. */
public final class RawConnection implements AutoCloseable {

    private final Socket socket;
    private final BufferedReader in;

    public RawConnection(GatewayUnderTest gateway) {
        try {
            socket = new Socket();
            socket.setReceiveBufferSize(64 * 1024);
            socket.connect(new java.net.InetSocketAddress("127.0.0.1", gateway.port()));
            socket.setSoTimeout(20_000);
            in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a request line and headers; a body follows in chunks. */
    public void request(String line, String... headers) {
        send(line + " HTTP/1.1\r\nHost: tracker\r\n" + String.join("\r\n", headers) + "\r\n\r\n");
    }

    /** Sends a piece of a chunked body. */
    public void chunk(String text) {
        send(Integer.toHexString(text.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + text + "\r\n");
    }

    public void lastChunk() {
        send("0\r\n\r\n");
    }

    public void send(String text) {
        try {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next line that is not the size of a chunk or empty. */
    public String line() {
        try {
            String line = in.readLine();
            while (line != null && line.matches("[0-9a-f]{0,6}")) {
                line = in.readLine();
            }
            return line == null ? "" : line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The status line; the headers are passed over. */
    public String status() {
        try {
            String status = in.readLine();
            String header = in.readLine();
            while (header != null && !header.isEmpty()) {
                header = in.readLine();
            }
            return status == null ? "" : status;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next answer with a length, to its end. */
    public Answer answer() {
        try {
            String status = String.valueOf(in.readLine());
            Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                headers.put(
                        line.substring(0, line.indexOf(':')),
                        line.substring(line.indexOf(':') + 1).strip());
            }
            StringBuilder body = new StringBuilder();
            for (int left = Integer.parseInt(headers.getOrDefault("Content-Length", "0")); left > 0; left--) {
                body.append((char) in.read());
            }
            return new Answer(status, headers, body.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An answer of ASCII characters; without a status line if there is none. */
    public record Answer(String status, Map<String, String> headers, String body) {}

    /** Whether the other side has closed it. */
    public boolean isClosed() {
        try {
            return in.read() < 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
