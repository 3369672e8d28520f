package opcc.tracker.providers.grants;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the offices publish their grants: {@code grants.data-source} and {@code grants.funders}, by environment
 * {@code GRANTS_DATASOURCE}, {@code GRANTS_FUNDERS_0_AREA}, {@code GRANTS_FUNDERS_0_PREFIX} and so on.
 */
@ConfigurationProperties("grants")
public final class GrantSettings {

    private final @Nullable URI dataSource;
    private final Map<String, Funder> funders;

    /**
     * Reads and checks the settings.
     *
     * @param dataSource address where the data is published; goes into every grant
     * @param funders the offices with a registered prefix
     */
    public GrantSettings(@Nullable URI dataSource, @Nullable List<Office> funders) {
        this.dataSource = dataSource;
        this.funders = (funders == null ? List.<Office>of() : funders)
                .stream().map(Office::funder).collect(Collectors.toUnmodifiableMap(Funder::area, each -> each));
    }

    /**
     * An office as it is configured.
     *
     * @param area code of its police area
     * @param prefix registered with 360Giving
     * @param identifier its organisation identifier; the prefix if left out
     * @param name what it is called
     */
    public record Office(
            @Nullable String area,
            @Nullable String prefix,
            @Nullable String identifier,
            @Nullable String name) {

        private Funder funder() {
            return Funder.configured(
                    Objects.requireNonNullElse(area, ""), Objects.requireNonNullElse(prefix, ""), identifier, name);
        }
    }

    /** The office of an area. */
    Funder funder(String area) {
        Funder configured = funders.get(area);
        return configured == null ? Funder.provisional(area) : configured;
    }

    /** Where the data is published, if that is configured. */
    Optional<String> dataSource() {
        return Optional.ofNullable(dataSource).map(URI::toString);
    }
}
