/**
 * What a text says of one server's start, whatever kind of file it stands in: its variables and
 * where each was set, its command, and the slips that people make.
 */
@NullMarked
package dev.paddock.doctor.service;

import org.jspecify.annotations.NullMarked;
