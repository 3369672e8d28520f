package opcc.tracker.kit.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Listens to all that is logged, with the root logger at DEBUG, until it is closed. */
public final class EverythingLogged implements AutoCloseable {

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level level = root.getLevel();
    private final Appender<ILoggingEvent> console = root.getAppender("CONSOLE");

    /** Begins to listen, and keeps the console quiet. */
    public EverythingLogged() {
        root.detachAppender(console);
        root.setLevel(Level.DEBUG);
        logged.start();
        root.addAppender(logged);
    }

    /** The lines so far. */
    public String lines() {
        StringBuilder lines = new StringBuilder();
        for (ILoggingEvent event : List.copyOf(logged.list)) {
            lines.append(event.getFormattedMessage()).append('\n');
            if (event.getThrowableProxy() != null) {
                lines.append(event.getThrowableProxy().getMessage()).append('\n');
            }
        }
        return lines.toString();
    }

    @Override
    public void close() {
        root.detachAppender(logged);
        root.setLevel(level);
        if (console != null) {
            root.addAppender(console);
        }
    }
}
