package opcc.tracker.kit.areas;

import com.google.rpc.BadRequest.FieldViolation;
import java.util.Optional;
import java.util.Set;
import opcc.tracker.kit.refusal.Refusal;

/**
 * The code list of the 43 police areas of England and Wales (those of the territorial forces, as listed in schedule 1 to
 * the Police Act 1996 with the Metropolitan Police District and the City of London). A code is the area's name as a slug;
 * the Metropolitan Police District is {@code london}, as in the sources of the register.
 */
public final class PoliceAreas {

    /** Not a police area: the code of a service for the whole of England and Wales. */
    public static final String ENGLAND_AND_WALES = "england-and-wales";

    /** The codes. */
    public static final Set<String> CODES = Set.of(
            "avon-and-somerset",
            "bedfordshire",
            "cambridgeshire",
            "cheshire",
            "city-of-london",
            "cleveland",
            "cumbria",
            "derbyshire",
            "devon-and-cornwall",
            "dorset",
            "durham",
            "dyfed-powys",
            "essex",
            "gloucestershire",
            "greater-manchester",
            "gwent",
            "hampshire",
            "hertfordshire",
            "humberside",
            "kent",
            "lancashire",
            "leicestershire",
            "lincolnshire",
            "london",
            "merseyside",
            "norfolk",
            "north-wales",
            "north-yorkshire",
            "northamptonshire",
            "northumbria",
            "nottinghamshire",
            "south-wales",
            "south-yorkshire",
            "staffordshire",
            "suffolk",
            "surrey",
            "sussex",
            "thames-valley",
            "warwickshire",
            "west-mercia",
            "west-midlands",
            "west-yorkshire",
            "wiltshire");

    private PoliceAreas() {}

    /** What is wrong with {@code code} in {@code field} as a police area; empty if it is one. */
    public static Optional<FieldViolation> violation(String field, String code) {
        return CODES.contains(code) ? Optional.empty() : Optional.of(unknown(field));
    }

    /** As {@link #violation}, for a field that may name the whole of England and Wales, too. */
    public static Optional<FieldViolation> violationUnlessNational(String field, String code) {
        return code.equals(ENGLAND_AND_WALES) ? Optional.empty() : violation(field, code);
    }

    private static FieldViolation unknown(String field) {
        return Refusal.violation(
                field, "is not the code of one of the 43 police areas of England and Wales, such as west-mercia");
    }
}
