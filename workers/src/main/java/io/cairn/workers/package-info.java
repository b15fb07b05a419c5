@NullMarked
package io.cairn.workers;

import org.jspecify.annotations.NullMarked;
