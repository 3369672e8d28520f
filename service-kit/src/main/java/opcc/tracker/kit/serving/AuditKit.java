package opcc.tracker.kit.serving;

import com.mongodb.client.MongoDatabase;
import opcc.tracker.kit.audit.AuditStore;
import opcc.tracker.kit.audit.AuditTrail;
import opcc.tracker.kit.audit.ChainedAuditTrail;
import opcc.tracker.kit.audit.MongoAuditStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What a service imports, besides {@link ServiceKit}, to keep its audit events in its database. */
@Configuration(proxyBeanMethods = false)
public class AuditKit {

    @Bean
    AuditStore auditStore(MongoDatabase database) {
        return new MongoAuditStore(database);
    }

    @Bean
    AuditTrail auditTrail(AuditStore store) {
        return new ChainedAuditTrail(store);
    }
}
