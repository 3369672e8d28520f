package opcc.tracker.local;

import opcc.tracker.local.demo.DemoFailure;
import opcc.tracker.local.demo.DemoLoader;
import opcc.tracker.local.keycloak.Realm;
import opcc.tracker.local.processes.StackFailure;
import opcc.tracker.local.stack.StackConfig;

/** {@code ./tracker demo}: loads the demonstration data into a tracker that runs; what is there already stays. */
final class DemoCommand {
    private DemoCommand() {}

    static int run(StackConfig config) throws StackFailure, InterruptedException {
        Realm realm = config.keycloakUrl() == null
                ? Realm.embedded(config.ports().keycloak())
                : Realm.discover(config.keycloakUrl());
        try {
            new DemoLoader(config.gatewayUrl(), realm.tokens(), new TimedProgress()).load();
            return 0;
        } catch (DemoFailure failure) {
            throw new StackFailure("The demonstration data could not be loaded: " + failure.getMessage());
        }
    }
}
