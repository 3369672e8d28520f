package opcc.tracker.local.stack;

import java.util.Arrays;
import java.util.List;

/** A host of a {@code mongodb://} address. */
record MongodbHost(String name, int port) {
    private static final String SCHEME = "mongodb://";
    private static final int STANDARD_PORT = 27017;

    /** The hosts that the address names; none for {@code mongodb+srv://}, which DNS knows. */
    static List<MongodbHost> allOf(String uri) {
        if (!uri.startsWith(SCHEME)) {
            return List.of();
        }
        String rest = uri.substring(SCHEME.length()).split("[/?]", 2)[0];
        String hosts = rest.substring(rest.lastIndexOf('@') + 1);
        return Arrays.stream(hosts.split(",")).map(MongodbHost::of).toList();
    }

    private static MongodbHost of(String host) {
        int colon = host.lastIndexOf(':');
        boolean hasPort = colon > host.lastIndexOf(']') && host.substring(colon + 1).matches("\\d{1,5}");
        return hasPort
                ? new MongodbHost(host.substring(0, colon), Integer.parseInt(host.substring(colon + 1)))
                : new MongodbHost(host, STANDARD_PORT);
    }

    @Override
    public String toString() {
        return name + ":" + port;
    }
}
