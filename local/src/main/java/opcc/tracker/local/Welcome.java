package opcc.tracker.local;

import opcc.tracker.local.demo.DemoUsers;
import opcc.tracker.local.stack.Stack;
import opcc.tracker.local.stack.StackConfig;

/** What a person reads once the tracker runs. */
final class Welcome {
    private Welcome() {}

    static String text(Stack stack, StackConfig config) {
        return """
            Sign in      %1$s/
            Public API   %1$s/v1
            OpenAPI      %1$s/v1/openapi.json, to read and try at %1$s/docs
            Health       %1$s/actuator/health
            Keycloak     %2$s (client %3$s)
            MongoDB      %4$s
            Logs         %5$s

            Users, each with the password %6$s:
            %7$s
            Try these two lines:
            TOKEN=$(curl -s %8$s -d grant_type=password -d client_id=%3$s -d username=%9$s -d password=%6$s \
            | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
            curl -s -H "Authorization: Bearer $TOKEN" '%1$s/v1/services?pageSize=3'
            """.formatted(
                        stack.gatewayUrl(),
                        stack.realm().issuer(),
                        DemoUsers.CLIENT,
                        withoutCredentials(stack.mongodbUri()),
                        config.logs(),
                        DemoUsers.PASSWORD,
                        users(),
                        stack.realm().tokens(),
                        DemoUsers.ANALYST);
    }

    private static String users() {
        StringBuilder lines = new StringBuilder();
        DemoUsers.ALL.forEach((name, role) -> lines.append("  %-28s%s%n".formatted(name, role)));
        return lines.toString();
    }

    private static String withoutCredentials(String uri) {
        return uri.replaceFirst("//[^@/]*@", "//");
    }
}
