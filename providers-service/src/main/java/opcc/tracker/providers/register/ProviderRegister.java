package opcc.tracker.providers.register;

import com.google.protobuf.FieldMask;
import com.google.rpc.BadRequest.FieldViolation;
import java.time.Clock;
import java.util.List;
import opcc.tracker.kit.access.Visibility;
import opcc.tracker.kit.paging.Page;
import opcc.tracker.kit.paging.Page.Cut;
import opcc.tracker.kit.refusal.Refusal;
import opcc.tracker.kit.validation.RequestValidation;
import opcc.tracker.providers.store.Entry;
import opcc.tracker.providers.store.ProviderStore;
import opcc.tracker.providers.store.RegisterStore;
import opcc.tracker.v1.Provider;
import opcc.tracker.v1.ProviderKindEnum.ProviderKind;
import org.springframework.stereotype.Component;

/** The register of providers. */
@Component
public class ProviderRegister {

    private final ProviderStore providers;
    private final EntryChanges<Provider> changes;
    private final RequestValidation validation;

    ProviderRegister(RegisterStore store, RequestValidation validation, Clock clock) {
        this.providers = store.providers();
        this.changes = new EntryChanges<>(providers, "provider", clock);
        this.validation = validation;
    }

    /** Registers a provider under an id. */
    public Provider create(String id, Provider sent) {
        requireRules(sent);
        return changes.create(id, sent);
    }

    /** Changes a provider by the name and etag that {@code sent} carries. */
    public Provider update(Provider sent, FieldMask mask) {
        return changes.update(sent, mask, (stored, changed) -> {
            validation.require(changed, "provider.");
            requireRules(changed);
            AreaRules.requireMayMove(stored.getArea(), changed.getArea());
            return changed;
        });
    }

    /** The provider of this name. */
    public Provider get(String name) {
        return providers.find(Names.id(providers, name)).map(Entry::value).orElseThrow(() -> Refusal.notFound(name));
    }

    /** A page of the providers of a kind, or of any kind if it is unspecified. */
    public Cut<Provider> list(ProviderKind kind, Visibility visibility, Page page) {
        return providers.list(kind, visibility, page);
    }

    private static void requireRules(Provider provider) {
        List<FieldViolation> violations = AreaRules.violations(provider).toList();
        if (!violations.isEmpty()) {
            throw Refusal.invalid(violations);
        }
    }
}
