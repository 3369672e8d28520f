package opcc.tracker.gateway.replicas;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Where replicas were told of a database that they share. */
public final class IsShared implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return !context.getEnvironment()
                .getProperty("tracker.gateway.replicas.mongodb-uri", "")
                .isBlank();
    }
}
