package opcc.tracker.gateway.openapi;

import com.google.protobuf.Descriptors.GenericDescriptor;
import java.util.HashMap;
import java.util.Map;

/** Short names for the schemas of messages and enums: {@code FundingStreamEnum.FundingStream} is FundingStream. */
final class ComponentNames {

    private final Map<String, String> fullByShort = new HashMap<>();

    /** The name of a type; its full name if a shorter one is taken. */
    String of(GenericDescriptor type, String suffix) {
        String inFile = type.getFullName().substring(type.getFile().getPackage().length() + 1);
        int dot = inFile.lastIndexOf('.');
        String last = inFile.substring(dot + 1);
        boolean holder = dot > 0 && inFile.substring(0, dot).equals(last + "Enum");
        String name = (holder ? last : inFile.replace(".", "")) + suffix;
        String full = type.getFullName() + suffix;
        String other = fullByShort.putIfAbsent(name, full);
        return other == null || other.equals(full) ? name : full.replace('.', '_');
    }
}
