/** What a valid request is: the validation options of the protos, enforced. */
@NullMarked
package opcc.tracker.kit.validation;

import org.jspecify.annotations.NullMarked;
