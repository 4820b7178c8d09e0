"""Founding: a group on its way to being a cooperative, and the day it becomes one."""
