package opcc.tracker.gatewaybench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A connection kept alive that sends the same bytes again and again: it should cost next to nothing beside what it measures. */
final class HttpCaller implements Caller {

    private static final int TIME_OUT_MILLIS = 20_000;

    private final int port;
    private final byte[] request;
    private @Nullable Socket socket;
    private InputStream in = InputStream.nullInputStream();

    HttpCaller(int port, String path, String token, String body) {
        this.port = port;
        this.request = ("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nAuthorization: Bearer " + token
                        + "\r\nContent-Type: application/json\r\nAccept: application/json\r\nIdempotency-Key: bench\r\n"
                        + "Content-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public boolean call() throws IOException {
        try {
            Socket open = open();
            open.getOutputStream().write(request);
            return answered();
        } catch (IOException e) {
            close();
            return false;
        }
    }

    private Socket open() throws IOException {
        Socket open = socket;
        if (open == null) {
            open = new Socket(InetAddress.getLoopbackAddress(), port);
            open.setTcpNoDelay(true);
            open.setSoTimeout(TIME_OUT_MILLIS);
            in = new BufferedInputStream(open.getInputStream(), 8_192);
            socket = open;
        }
        return open;
    }

    private boolean answered() throws IOException {
        boolean ok = line().startsWith("HTTP/1.1 200");
        long length = 0;
        boolean chunked = false;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Long.parseLong(
                        lower.substring("content-length:".length()).strip());
            }
            chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
            closes |= lower.startsWith("connection:") && lower.contains("close");
        }
        if (chunked) {
            int size;
            do {
                size = Integer.parseInt(line(), 16);
                in.skipNBytes(size);
                line();
            } while (size > 0);
        } else {
            in.skipNBytes(length);
        }
        if (closes) {
            close();
        }
        return ok;
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        int read = in.read();
        while (read != '\n') {
            if (read < 0) {
                throw new EOFException("the connection was closed");
            }
            if (read != '\r') {
                line.append((char) read);
            }
            read = in.read();
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        Socket open = socket;
        socket = null;
        if (open != null) {
            open.close();
        }
    }
}
