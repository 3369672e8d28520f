/** The command line of the local stack: what `./tracker` calls once Java is found and the jars are built. */
@NullMarked
package opcc.tracker.local;

import org.jspecify.annotations.NullMarked;
