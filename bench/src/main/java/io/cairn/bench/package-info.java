@NullMarked
package io.cairn.bench;

import org.jspecify.annotations.NullMarked;
