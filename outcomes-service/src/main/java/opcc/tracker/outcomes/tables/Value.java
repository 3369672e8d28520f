package opcc.tracker.outcomes.tables;

import com.google.protobuf.ProtocolMessageEnum;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A value of a dimension: a code, or several that hold together. Ordered as the code list is.
 *
 * @param places the places of the codes in their list, ascending
 * @param code the code's name; several are joined by {@code +}
 */
record Value(List<Integer> places, String code) implements Comparable<Value> {

    private static final Comparator<ProtocolMessageEnum> BY_PLACE =
            Comparator.comparingInt(ProtocolMessageEnum::getNumber);

    static Value of(Collection<? extends ProtocolMessageEnum> codes) {
        List<ProtocolMessageEnum> sorted = codes.stream()
                .<ProtocolMessageEnum>map(code -> code)
                .sorted(BY_PLACE)
                .toList();
        return new Value(
                sorted.stream().map(ProtocolMessageEnum::getNumber).toList(),
                sorted.stream().map(code -> code.getValueDescriptor().getName()).collect(Collectors.joining("+")));
    }

    @Override
    public int compareTo(Value other) {
        return Lexicographic.compare(places, other.places);
    }
}
