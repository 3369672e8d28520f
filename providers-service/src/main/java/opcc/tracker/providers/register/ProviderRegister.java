package opcc.tracker.providers.register;

import com.google.protobuf.FieldMask;
import com.google.rpc.BadRequest.FieldViolation;
import com.mongodb.client.model.Filters;
import java.time.Clock;
import java.util.List;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.paging.Page.Cut;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.validation.RequestValidation;
import opcc.tracker.providers.store.Entry;
import opcc.tracker.providers.store.EntryCollection;
import opcc.tracker.providers.store.RegisterStore;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.ProviderKindEnum.ProviderKind;
import org.bson.conversions.Bson;
import org.springframework.stereotype.Component;

/** The register of providers. */
@Component
class ProviderRegister {

    private final EntryCollection<Provider> providers;
    private final EntryChanges<Provider> changes;
    private final RequestValidation validation;

    ProviderRegister(RegisterStore store, RequestValidation validation, Clock clock) {
        this.providers = store.providers();
        this.changes = new EntryChanges<>(providers, "provider", clock);
        this.validation = validation;
    }

    Provider create(String id, Provider sent) {
        requireRules(sent);
        return changes.create(id, sent);
    }

    Provider update(Provider sent, FieldMask mask) {
        return changes.update(sent, mask, (stored, changed) -> {
            validation.require(changed, "provider.");
            requireRules(changed);
            AreaRules.requireMayMove(stored.getArea(), changed.getArea());
            return changed;
        });
    }

    Provider get(String name) {
        return providers.find(Names.id(providers, name)).map(Entry::value).orElseThrow(() -> Refusal.notFound(name));
    }

    Cut<Provider> list(Page page, ProviderKind kind, Visibility visibility) {
        Bson wanted =
                kind == ProviderKind.PROVIDER_KIND_UNSPECIFIED ? Filters.empty() : Filters.eq("kind", kind.name());
        return Lists.cut(providers, Filters.and(Shown.providers(visibility), wanted), page);
    }

    private static void requireRules(Provider provider) {
        List<FieldViolation> violations = AreaRules.violations(provider).toList();
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
    }
}
