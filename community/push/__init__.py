"""Push as rows: who wants a device told stores it in their own transaction; workers bring it to the browser's push
service, once.

What a push says is written at the last moment, by whoever posted it, of what the member may know then; the row holds
no words. What is said is sealed for the one browser, so that the service between us reads nothing.
"""
