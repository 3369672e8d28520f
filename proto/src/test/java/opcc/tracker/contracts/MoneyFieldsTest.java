package opcc.tracker.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FieldDescriptor.Type;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Money is whole pence in 64 bits, and its fields say so by their names. */
class MoneyFieldsTest {
    private static final Pattern MONEY = Pattern.compile(
            "(^|_)(amount|price|cost|money|allocated|reserved|paid|available|balance|payment|refund|spend|budget)(_|$)");
    private static final Set<JavaType> NUMBERS = Set.of(JavaType.INT, JavaType.LONG, JavaType.FLOAT, JavaType.DOUBLE);

    @Test
    void everyFieldInPenceHas64Bits() {
        assertThat(Contracts.fields().filter(field -> field.getName().endsWith("_pence")))
                .isNotEmpty()
                .allMatch(field -> field.getType() == Type.INT64);
    }

    @Test
    void everyNumberNamedAfterMoneyIsInPence() {
        assertThat(Contracts.fields()
                        .filter(field -> NUMBERS.contains(field.getJavaType()))
                        .filter(field -> MONEY.matcher(field.getName()).find())
                        .map(FieldDescriptor::getFullName))
                .isNotEmpty()
                .allMatch(name -> name.endsWith("_pence"));
    }

    @Test
    void noFieldIsAFloatingPointNumber() {
        assertThat(Contracts.fields())
                .isNotEmpty()
                .noneMatch(field -> field.getJavaType() == JavaType.FLOAT || field.getJavaType() == JavaType.DOUBLE);
    }
}
