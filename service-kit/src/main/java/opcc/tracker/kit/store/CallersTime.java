package opcc.tracker.kit.store;

import static java.util.Objects.requireNonNull;

import com.mongodb.MongoOperationTimeoutException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.grpc.Context;
import io.grpc.Deadline;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The database as a call uses it: an operation lasts no longer than the call's deadline leaves, at the driver and, as
 * {@code maxTimeMS}, at the server. It goes by the gRPC context of the thread, so what a call leaves to a thread of its own, such
 * as the group commits of ledger and audit trail, which many callers share, is never cut short by one caller's deadline.
 */
public final class CallersTime {

    /** Where as much is left, {@link MongoConnection}'s own limits end an operation in time, and tell a dead store as such. */
    static final long AMPLE_MILLIS = 7_000;

    private CallersTime() {}

    /** The database, bound to the time of whoever calls. */
    public static MongoDatabase within(MongoDatabase database) {
        return proxy(MongoDatabase.class, database);
    }

    /** How long whoever calls still waits; {@link Long#MAX_VALUE} if that was not said. */
    public static long leftMillis() {
        Deadline deadline = Context.current().getDeadline();
        return deadline == null ? Long.MAX_VALUE : deadline.timeRemaining(TimeUnit.MILLISECONDS);
    }

    private static <T> T proxy(Class<T> type, T delegate) {
        return type.cast(
                Proxy.newProxyInstance(CallersTime.class.getClassLoader(), new Class<?>[] {type}, new Timed(delegate)));
    }

    private record Timed(Object delegate) implements InvocationHandler {

        @Override
        @SuppressWarnings("unchecked") // a collection of the same documents
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
            Class<?> result = method.getReturnType();
            if (result == MongoDatabase.class) {
                return within((MongoDatabase) requireNonNull(call(delegate, method, arguments)));
            }
            if (result == MongoCollection.class) {
                return proxy(MongoCollection.class, (MongoCollection<Object>)
                        requireNonNull(call(delegate, method, arguments)));
            }
            boolean asksTheStore = method.getDeclaringClass() != Object.class
                    && !method.getName().startsWith("get");
            return call(asksTheStore ? timed() : delegate, method, arguments);
        }

        private Object timed() {
            long left = leftMillis();
            if (left >= AMPLE_MILLIS) {
                return delegate;
            }
            if (left <= 0) {
                throw new MongoOperationTimeoutException("the caller waits no longer");
            }
            return delegate instanceof MongoDatabase database
                    ? database.withTimeout(left, TimeUnit.MILLISECONDS)
                    : ((MongoCollection<?>) delegate).withTimeout(left, TimeUnit.MILLISECONDS);
        }

        private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments)
                throws Throwable {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause() == null ? e : e.getCause();
            }
        }
    }
}
