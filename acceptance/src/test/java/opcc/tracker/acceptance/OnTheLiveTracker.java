package opcc.tracker.acceptance;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives tests the {@link LiveTracker}, which the first of them starts and the end of the run stops. */
final class OnTheLiveTracker implements BeforeAllCallback, ParameterResolver {

    @Override
    public void beforeAll(ExtensionContext context) {
        tracker(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == LiveTracker.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return tracker(context);
    }

    private static LiveTracker tracker(ExtensionContext context) {
        return context.getRoot()
                .getStore(Namespace.create(OnTheLiveTracker.class))
                .computeIfAbsent(LiveTracker.class, type -> LiveTracker.start(), LiveTracker.class);
    }
}
