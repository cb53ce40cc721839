// SPDX-License-Identifier: MIT
// The source that a precompiled header has to be attached to.
