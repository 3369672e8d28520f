/** MongoDB for trying out: a small server in a process of its own that keeps its data in one file. */
@NullMarked
package opcc.tracker.local.mongodb;

import org.jspecify.annotations.NullMarked;
