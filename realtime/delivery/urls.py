from django.urls import path

from realtime.delivery import views

urlpatterns = [
    path("netztest/", views.show_net_test, name="show_net_test"),
    path("netztest/antwort/", views.answer_net_test, name="answer_net_test"),
    path("netztest/warten/", views.hold_net_test, name="hold_net_test"),
    path("netztest/mail/", views.send_test_mail, name="send_test_mail"),
    path("netztest/mail/<path:token>/", views.open_test_link, name="open_test_link"),
]
