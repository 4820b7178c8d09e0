"""Market days: for everybody in a district, and the desk of who keeps them."""

from django.urls import path

from sentra.web.market import desk, field, public

urlpatterns = [
    path("d/<region:district>/pasar/", public.markets, name="district-markets"),
    path("d/<region:district>/pasar/<slug:market>/", public.market_page, name="district-market"),
    path("d/<region:district>/pasar/<slug:market>/jadwal.ics", public.calendar, name="market-calendar"),
    path("pasar/", desk.markets, name="own-markets"),
    path("pasar/baru/", desk.new_market, name="new-market"),
    path("pasar/simpan/", desk.add, name="add-market"),
    path("pasar/<int:market_id>/", desk.market, name="own-market"),
    path("pasar/<int:market_id>/ubah/", desk.edit, name="edit-market"),
    path("pasar/<int:market_id>/ubah/simpan/", desk.change, name="change-market"),
    path("pasar/<int:market_id>/hari/", desk.say_day, name="change-market-day"),
    path("pasar/<int:market_id>/hari/biasa/", desk.as_always, name="market-day-as-always"),
    path("pasar/<int:market_id>/lapak/susun/", field.lay_out, name="lay-out-stalls"),
    path("pasar/<int:market_id>/lapak/baru/", field.new_stall, name="new-stall"),
    path("pasar/<int:market_id>/lapak/simpan/", field.add, name="add-stall"),
    path("pasar/<int:market_id>/lapak/<int:stall_id>/", field.stall, name="stall"),
    path("pasar/<int:market_id>/lapak/<int:stall_id>/simpan/", field.change, name="change-stall"),
    path("pasar/<int:market_id>/lapak/<int:stall_id>/hapus/", field.remove, name="remove-stall"),
]
