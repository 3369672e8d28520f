package opcc.tracker.outcomes.register;

import java.util.Set;
import opcc.tracker.kit.areas.PoliceAreas;
import opcc.tracker.v1.Service;

/**
 * What outcomes need to know of a service.
 *
 * @param name {@code services/...}
 * @param leadArea code of the area that leads; {@code england-and-wales} for a national service
 * @param sharedAreas codes of the areas that share it
 * @param provider {@code providers/...}; empty while nobody is commissioned
 */
public record RegisteredService(String name, String leadArea, Set<String> sharedAreas, String provider) {

    /** Copies the set. */
    public RegisteredService {
        sharedAreas = Set.copyOf(sharedAreas);
    }

    /** Takes it from the register's answer. */
    public static RegisteredService of(Service service) {
        return new RegisteredService(
                service.getName(), service.getArea(), Set.copyOf(service.getSharedAreasList()), service.getProvider());
    }

    /** Whether the service supports people in this area: its lead area, one that shares it, or any for a national one. */
    public boolean covers(String area) {
        return area.equals(leadArea)
                || sharedAreas.contains(area)
                || (leadArea.equals(PoliceAreas.ENGLAND_AND_WALES) && PoliceAreas.CODES.contains(area));
    }
}
