package opcc.tracker.acceptance;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between the services and their database, on a port of its own, and makes the database slow or lets it vanish.
 * What the services sent before may still arrive, as with a real network.
 */
final class DatabaseProxy implements AutoCloseable {

    private final InetSocketAddress database;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean stopped;

    DatabaseProxy(InetSocketAddress database) {
        this.database = database;
        try {
            this.door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofPlatform().daemon().name("database-proxy").start(this::welcome);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Lets everything through at once, to a database that answers. */
    void mend() {
        delay = Duration.ZERO;
        stopped = false;
    }

    /** Holds back every answer for this long. */
    void delayAnswers(Duration duration) {
        delay = duration;
    }

    /** Cuts every connection and takes no new one. */
    void stop() {
        delay = Duration.ZERO;
        stopped = true;
        open.forEach(DatabaseProxy::cut);
    }

    private void welcome() {
        while (!door.isClosed()) {
            try {
                Socket service = door.accept();
                if (stopped) {
                    cut(service);
                } else {
                    connect(service);
                }
            } catch (IOException e) {
                // The door is closed, or this one connection could not be made: the service will try again.
            }
        }
    }

    private void connect(Socket service) throws IOException {
        Socket upstream = new Socket();
        open.add(service);
        open.add(upstream);
        try {
            upstream.connect(database, 2_000);
            service.setTcpNoDelay(true);
            upstream.setTcpNoDelay(true);
        } catch (IOException e) {
            cut(service);
            cut(upstream);
            throw e;
        }
        Thread.ofVirtual().start(() -> carry(service, upstream, false));
        Thread.ofVirtual().start(() -> carry(upstream, service, true));
    }

    private void carry(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[65_536];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (answers) {
                    Thread.sleep(delay);
                }
                out.write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Either end is gone, and so shall the other be.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            cut(from);
            cut(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is gone, as it should be.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stop();
    }
}
