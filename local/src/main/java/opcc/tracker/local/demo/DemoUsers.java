package opcc.tracker.local.demo;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The users of the local realm, as {@code opcc-realm.json} declares them. */
public final class DemoUsers {
    /** The public client that may use the password grant; the local realm alone has it. */
    public static final String CLIENT = "tracker-cli";
    /** Everybody's password in the local realm. */
    public static final String PASSWORD = "demo";

    public static final String ADMIN = "admin";
    public static final String FINANCE = "finance.westmercia";
    public static final String SECOND_FINANCE = "finance2.westmercia";
    public static final String REQUESTER = "requester.westmercia";
    public static final String SECOND_REQUESTER = "requester2.westmercia";
    public static final String JUSTICE_AND_CARE = "provider.justiceandcare";
    public static final String HOPE_FOR_JUSTICE = "provider.hopeforjustice";
    public static final String ANALYST = "analyst.apcc";

    /** User names with what they may do, in the order in which people meet them. */
    public static final Map<String, String> ALL = all();

    private DemoUsers() {}

    private static Map<String, String> all() {
        Map<String, String> users = new LinkedHashMap<>();
        users.put(ADMIN, "administrator");
        users.put("commissioner.leicestershire", "commissioner of leicestershire");
        users.put("commissioner.westmercia", "commissioner of west-mercia");
        users.put(FINANCE, "finance of west-mercia");
        users.put(SECOND_FINANCE, "finance of west-mercia");
        users.put(REQUESTER, "requester of west-mercia");
        users.put(SECOND_REQUESTER, "requester of west-mercia");
        users.put(JUSTICE_AND_CARE, "provider justice-and-care");
        users.put(HOPE_FOR_JUSTICE, "provider hope-for-justice");
        users.put("auditor.westmercia", "auditor of west-mercia");
        users.put(ANALYST, "analyst, all areas");
        return Collections.unmodifiableMap(users);
    }
}
